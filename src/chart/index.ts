export * from './drawQueue';
export * from './lineDrawing';
export * from './lineFigure';
export * from './plotly';
export * from './theme';
export * from './viewport';
