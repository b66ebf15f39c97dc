from runside import init
