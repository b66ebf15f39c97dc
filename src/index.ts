import kernels from './lab/kernels';
import liveBar from './lab/liveBar';
import openRun from './lab/openRun';
import output from './lab/output';
import panelHosts from './lab/panelHosts';
import runs from './lab/runs';

export default [runs, kernels, panelHosts, output, openRun, liveBar];
