import path from 'node:path';
import { Command } from 'commander';
import { gatherFindings } from '../../analysis/findings.js';
import { discoverExperiments } from '../../plan/discover.js';
import { formatCount } from '../../report/text/format.js';
import { printJson } from '../output.js';
import { plotsFolder } from '../../journal/layout.js';
import { refuseStaleFiles, saveFiles } from '../derived-files.js';
import { readTabledRuns } from '../recorded-runs.js';

interface Options {
  readonly results: string;
  readonly out?: string;
  readonly check?: true;
  readonly json?: true;
}

const REMEDY = 'preempt-lab report';
const KIBIBYTE = 1024;

/**
 * The drawing modules take a third of a second to load. No other command should wait for
 * them.
 */
const loadDrawing = async () => ({
  ...(await import('../../report/html/page.js')),
  ...(await import('../../report/plots/pictures.js')),
});

const action = async ({ results, out, check, json }: Options): Promise<void> => {
  const runs = await readTabledRuns(results);
  const findings = gatherFindings(runs, await discoverExperiments());
  const { renderPictures, renderReportPage } = await loadDrawing();
  const pictures = renderPictures(findings);
  const page = renderReportPage(findings);
  const file = out ?? path.join(results, 'report.html');
  const plots = { folder: plotsFolder(results), ending: '.svg', files: pictures };
  const derived = { file, made: page, folders: [plots] };
  if (check) {
    await refuseStaleFiles(derived, REMEDY);
    return;
  }
  await saveFiles(derived);
  const bytes = Buffer.byteLength(page);
  const trials = runs.reduce((count, run) => count + run.trials.length, 0);
  if (json) printJson({ file, bytes, trials, pictures: [...pictures.keys()] });
  else {
    process.stdout.write(
      `${file}: ${formatCount(trials)} trials, ${formatCount(Math.ceil(bytes / KIBIBYTE))} KiB; ` +
        `${pictures.size} pictures in ${path.join(results, 'plots')}\n`,
    );
  }
};

const EXAMPLES = `
Examples:
  preempt-lab report                       write results/report.html
  preempt-lab report --out /tmp/page.html  write it elsewhere
  preempt-lab report --check               exit 1 when it or a picture is stale

The page needs no other file and no network. It is made from the runs that
results/reference.json lists, or from all runs if there is no such list. The
survival curves are also written as SVG, to the folder plots beside the runs.
`;

export const reportCommand = (): Command =>
  new Command('report')
    .option('--results <dir>', 'where runs were recorded', 'results')
    .option('--out <file.html>', 'where the page goes (default: report.html there)')
    .option('--check', 'write nothing; fail when the page or a picture is stale')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(action);
