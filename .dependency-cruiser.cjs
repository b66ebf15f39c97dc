/*
 * What may know what, in TypeScript (CONTRIBUTING.md says why).
 * Each rule here has a file that breaks it in .ci/import-rules/typescript, and a test that sees it fail.
 */
const path = require('path');

const SPEC = '\\.spec\\.tsx?$|/testing/';
const JUPYTERLAB = 'node_modules/(@jupyterlab|@jupyter-widgets|@jupyter)/';
const LAB = '^src/(lab|notebook|widget)/';

module.exports = {
  forbidden: [
    {
      name: 'pure-from-outside',
      comment:
        'protocol and model are pure: from outside they take @lumino/{signaling,coreutils,disposable} only',
      severity: 'error',
      from: { path: '^src/(protocol|model)/', pathNot: SPEC },
      to: {
        pathNot: [
          '^src/',
          'node_modules/@lumino/(signaling|coreutils|disposable)/'
        ]
      }
    },
    {
      name: 'protocol-knows-protocol',
      comment: 'protocol knows nothing else of ours',
      severity: 'error',
      from: { path: '^src/protocol/', pathNot: SPEC },
      to: { path: '^src/', pathNot: '^src/protocol/' }
    },
    {
      name: 'model-knows-protocol',
      comment: 'model knows protocol and itself, nothing else of ours',
      severity: 'error',
      from: { path: '^src/model/', pathNot: SPEC },
      to: { path: '^src/', pathNot: '^src/(model|protocol)/' }
    },
    {
      name: 'parts-without-jupyterlab',
      comment:
        'link and the views run without JupyterLab: what they need of it comes in through ports and IHost',
      severity: 'error',
      from: {
        path: '^src/(link|chart|media|panel|runs|web)/',
        pathNot: SPEC
      },
      to: { path: JUPYTERLAB }
    },
    {
      name: 'views-know-no-place',
      comment:
        'a view knows neither where its records come from nor where it is shown',
      severity: 'error',
      from: { path: '^src/(chart|media|panel|runs)/', pathNot: SPEC },
      to: {
        path: '^src/(index|mime)\\.ts$|^src/(link|lab|notebook|widget|web)/'
      }
    },
    {
      name: 'link-knows-no-view',
      comment: 'link brings records, and knows neither views nor places',
      severity: 'error',
      from: { path: '^src/link/', pathNot: SPEC },
      to: {
        path: '^src/(index|mime)\\.ts$|^src/(chart|media|panel|runs|lab|notebook|widget|web)/'
      }
    },
    {
      name: 'index-wires-only',
      comment:
        'index.ts lists plugins out of lab/, notebook/ and widget/, and shows tokens.ts; else types only',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: {
        pathNot: [LAB, '^src/tokens\\.ts$'],
        dependencyTypesNot: ['type-only']
      }
    },
    {
      name: 'mime-stands-alone',
      comment:
        'mime.ts draws when all else fails: rendermime-interfaces, lumino, and our pure and view code only',
      severity: 'error',
      from: { path: '^src/mime\\.ts$' },
      to: {
        pathNot: [
          '^src/(protocol|model|chart|media|panel)/',
          'node_modules/@jupyterlab/rendermime-interfaces/',
          'node_modules/@lumino/'
        ]
      }
    },
    {
      name: 'no-cycle',
      comment: 'modules do not import each other in a circle, types included',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true }
    },
    {
      name: 'code-knows-no-spec',
      comment: 'code imports no spec and no testing/ folder: neither is built',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: `^src/.*(${SPEC})` }
    },
    {
      name: 'declared-packages',
      comment:
        'what is shipped imports only packages of package.json "dependencies"',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: {
        dependencyTypes: [
          'npm-dev',
          'npm-no-pkg',
          'npm-unknown',
          'unknown',
          'undetermined',
          'core'
        ]
      }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: path.join(__dirname, 'tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings']
    }
  }
};
