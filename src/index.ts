import copyRun from './lab/copyRun';
import editRun from './lab/editRun';
import goToCell from './lab/goToCell';
import goToRun from './lab/goToRun';
import kernels from './lab/kernels';
import liveBar from './lab/liveBar';
import openFolder from './lab/openFolder';
import openRun from './lab/openRun';
import output from './lab/output';
import panelHosts from './lab/panelHosts';
import provideRunCommands from './lab/provideRunCommands';
import refreshRuns from './lab/refreshRuns';
import running from './lab/running';
import runs from './lab/runs';
import sidebar from './lab/sidebar';
import statusBar from './lab/statusBar';
import widget from './widget/plugin';

export * from './tokens';

export default [
  runs,
  kernels,
  panelHosts,
  output,
  openRun,
  liveBar,
  sidebar,
  provideRunCommands,
  goToCell,
  goToRun,
  editRun,
  copyRun,
  openFolder,
  refreshRuns,
  running,
  statusBar,
  widget
];
