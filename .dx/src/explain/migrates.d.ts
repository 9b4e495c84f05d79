import { type Row } from '../sites/dialect.js';
export declare function migrates(row: Row, dialect: string): string;
