import { resolve } from 'node:path';
import { build } from 'vite';

/** Where the HTML of an app loads Zendesk's SDK from. */
export const zafSdkAddress = 'https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js';

const entry = '\0sandbox:zaf-sdk';

/**
 * A script that sets `window.ZAFClient`, made of the npm copy of the SDK. It stands in for Zendesk's own
 * file where there is no internet; the two differ in details (time limits, checks of origins).
 */
export async function bundleZafSdk(): Promise<string> {
  const result = await build({
    configFile: false,
    // Nothing of `.env`, which may hold a real token, has any business in a script.
    envDir: false,
    root: resolve(import.meta.dirname, '../..'),
    logLevel: 'silent',
    plugins: [
      {
        name: 'sandbox:zaf-sdk',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) =>
          id === entry
            ? "import ZAFClient from 'zendesk_app_framework_sdk';\nwindow.ZAFClient = ZAFClient;"
            : null,
      },
    ],
    build: {
      write: false,
      copyPublicDir: false,
      rollupOptions: { input: entry, output: { format: 'iife' } },
    },
  });
  const outputs =
    'output' in result ? result.output : Array.isArray(result) ? result.flatMap((one) => one.output) : [];
  const code = outputs.flatMap((output) => (output.type === 'chunk' ? [output.code] : [])).join('\n');
  if (!code.includes('ZAFClient')) throw new Error('The bundle of the ZAF SDK is empty');
  return code;
}
