export { readFileSync } from 'fs';
