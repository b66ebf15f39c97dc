export { rimraf } from 'rimraf';
