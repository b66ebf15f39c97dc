import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { useTheme } from './lab';

/** Impacts that axe-core gives to what keeps people out. */
const GRAVE = ['serious', 'critical'];

/**
 * What axe-core finds grave below some elements of ours, in the light and in the dark theme: one line for each node, with
 * the rule, the node and why.
 *
 * @param within - a selector; it must find something
 */
export async function graveFindings(
  page: Page,
  within: string
): Promise<string[]> {
  const found: string[] = [];
  // JupyterLab's body has no height and hides what runs over: axe-core would take all of the page for hidden.
  await page.evaluate(() => {
    document.body.style.height = '100vh';
  });
  for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
    await useTheme(page, theme);
    const { violations } = await new AxeBuilder({ page })
      .include(within)
      .analyze();
    for (const { id, impact, nodes } of violations) {
      if (GRAVE.includes(impact ?? '')) {
        for (const { target, any, all, none } of nodes) {
          const why = [...any, ...all, ...none].map(({ message }) => message);
          found.push(`${theme}: ${id}: ${target.join(' ')}: ${why.join('; ')}`);
        }
      }
    }
  }
  return found;
}
