/*
 * Two projects. `pure` (Node, starts in under a second) runs the specs of code
 * that knows neither the DOM nor JupyterLab; `view` (jsdom) runs all others.
 * swc strips the types and does not check them: `npm run types` does.
 */
const view =
  '<rootDir>/src/(chart|lab|link|media|notebook|panel|runs|web|widget)/';

// Packages that ship ES modules only, and so are transformed too.
const esModules = [
  '@codemirror',
  '@marijn',
  '@microsoft',
  '@jupyter/react-components',
  '@jupyter/web-components',
  '@jupyter/ydoc',
  '@jupyterlab/',
  '@jupyter-widgets',
  '@lezer',
  '@lumino',
  'color',
  'd3',
  'exenv-es6',
  'internmap',
  'lib0',
  'marked',
  'nanoid',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
].join('|');

const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2022'
    }
  }
];

const common = {
  roots: ['<rootDir>/src'],
  transform: { '\\.(t|j|mj)sx?$': swc },
  transformIgnorePatterns: [`/node_modules/(?!${esModules}).+`]
};

module.exports = {
  reporters: ['default'],
  projects: [
    {
      ...common,
      displayName: 'pure',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'],
      testPathIgnorePatterns: ['/node_modules/', view, '<rootDir>/src/[^/]+$']
    },
    {
      ...common,
      displayName: 'view',
      testEnvironment: '@jupyterlab/testing/lib/jest-env.js',
      setupFiles: ['@jupyterlab/testing/lib/jest-shim.js'],
      globals: { IS_REACT_ACT_ENVIRONMENT: true },
      moduleNameMapper: { '\\.(css|less|sass|scss)$': 'identity-obj-proxy' },
      transform: {
        ...common.transform,
        '\\.(svg|md)$': '@jupyterlab/testing/lib/jest-raw-loader.js'
      },
      testMatch: [
        '<rootDir>/src/*.spec.{ts,tsx}',
        '<rootDir>/src/{chart,lab,link,media,notebook,panel,runs,web,widget}/**/*.spec.{ts,tsx}'
      ]
    }
  ]
};
