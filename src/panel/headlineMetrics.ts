import type { IKeyInfo } from '../model';

/**
 * Which metrics stand at the top of a panel, and how each is read.
 */

const MOST = 4;

const LESS_IS_MORE = new Set(
  (
    'loss error err nll perplexity ppl mse mae rmse mape wer cer fid eer bpc bpb ' +
    'crossentropy divergence distance residual'
  ).split(' ')
);

const MORE_IS_MORE = new Set(
  (
    'accuracy acc f1 auc auroc auprc ap map precision recall sensitivity specificity ' +
    'iou miou dice bleu rouge meteor r2 score reward return psnr ssim ndcg mrr top1 ' +
    'top5 success'
  ).split(' ')
);

const LEARNING_RATE = /^(lr|learning_?rate)([-_./]|$)/i;

/** Counters and clocks: they say where a run is, not how good it is. */
const PROGRESS =
  /^(epochs?|(global|env)?_?steps?|iter(ation)?s?|batch|time|_.*)$/i;

/**
 * Whether little or much of a metric is wanted, as far as its name says; null
 * where it says nothing.
 */
export function direction(path: string): 'low' | 'high' | null {
  const words = wordsOf(lastPart(path));
  if (words.some(word => LESS_IS_MORE.has(word))) {
    return 'low';
  }
  return words.some(word => MORE_IS_MORE.has(word)) ? 'high' : null;
}

/**
 * Up to four metrics: two of validation, the loss of training, the learning rate;
 * where one of these is missing, what else there is. Accuracy stands before loss.
 */
export function chooseHeadline(keys: readonly IKeyInfo[]): IKeyInfo[] {
  const metrics = keys.filter(
    key => key.kind === 'number' && !PROGRESS.test(lastPart(key.path))
  );
  const rate = metrics.filter(key => LEARNING_RATE.test(lastPart(key.path)));
  const quality = metrics.filter(key => !rate.includes(key));
  const validation = byDirection(quality.filter(isValidation), 'high');
  const training = byDirection(
    quality.filter(key => !isValidation(key)),
    validation.length > 0 ? 'low' : 'high'
  );
  const chosen = [
    ...validation.slice(0, 2),
    ...training.slice(0, validation.length > 0 ? 1 : 2),
    ...rate.slice(0, 1)
  ];
  const rest = [...validation, ...training, ...rate].filter(
    key => !chosen.includes(key)
  );
  const filled = new Set([...chosen, ...rest.slice(0, MOST - chosen.length)]);
  return [...validation, ...training, ...rate].filter(key => filled.has(key));
}

/**
 * What a tile calls its metric: "validation / loss"; without the prefix where no
 * other metric has that name.
 */
export function headlineLabel(
  key: IKeyInfo,
  keys: readonly IKeyInfo[]
): string {
  const own = readable(lastPart(key.path));
  const cut = key.path.lastIndexOf('/');
  const isOnly = !keys.some(
    other =>
      other.path !== key.path && lastPart(other.path) === lastPart(key.path)
  );
  return cut < 0 || (isOnly && direction(key.path) === null)
    ? own
    : `${readable(key.path.slice(0, cut)).replaceAll('/', ' / ')} / ${own}`;
}

function isValidation(key: IKeyInfo): boolean {
  return wordsOf(key.path).some(word =>
    [
      'val',
      'valid',
      'validation',
      'eval',
      'evaluation',
      'dev',
      'test'
    ].includes(word)
  );
}

/** Those of the wanted direction first, then the other one, then the rest. */
function byDirection(
  keys: readonly IKeyInfo[],
  first: 'low' | 'high'
): IKeyInfo[] {
  const rank = (key: IKeyInfo) => {
    const found = direction(key.path);
    return found === first ? 0 : found === null ? 2 : 1;
  };
  return [...keys].sort((a, b) => rank(a) - rank(b));
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function readable(text: string): string {
  return text.replaceAll('_', ' ');
}

/** `valLoss`, `val_loss` and `val/loss` are the words "val" and "loss". */
function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
