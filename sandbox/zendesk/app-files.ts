import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { type Context, Hono } from 'hono';
import type { Env } from './http';
import { bundleZafSdk, zafSdkAddress } from './zaf-sdk';

const localSdk = '/sdk/zaf_sdk.min.js';

const javascript = 'text/javascript; charset=utf-8';
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': javascript,
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': javascript,
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The built app below `/app`, and the SDK where the app looks for it. */
export function appRoutes(dist: string): Hono<Env> {
  const routes = new Hono<Env>();
  // Bundled when the first app asks for it; most tests of the server never do.
  let sdk: Promise<string> | null = null;

  routes.get(localSdk, async (c) => {
    sdk ??= bundleZafSdk();
    return c.body(await sdk, 200, { 'content-type': javascript, 'cache-control': 'no-store' });
  });

  routes.get('/app/*', async (c) => {
    const path = c.req.path.slice('/app/'.length);
    return serveFile(c, dist, path, (html) => html.replaceAll(zafSdkAddress, localSdk));
  });

  return routes;
}

/** The helpdesk page, at the root. */
export function pageRoutes(page: string): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/*', async (c) => {
    const path = c.req.path === '/' ? 'index.html' : c.req.path.slice(1);
    return serveFile(c, page, path, (html) => html);
  });

  return routes;
}

/** The gallery of the card, built beside the helpdesk page. */
export function galleryRoutes(gallery: string): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/gallery/*', async (c) => {
    const path = c.req.path.slice('/gallery/'.length) || 'index.html';
    // Some hundred frames share these files, whose names change with their content.
    const caching = path.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-store';
    return serveFile(c, gallery, path, (html) => html, caching);
  });

  return routes;
}

async function serveFile(
  c: Context<Env>,
  folder: string,
  path: string,
  rewriteHtml: (html: string) => string,
  caching = 'no-store',
): Promise<Response> {
  const file = fileBelow(folder, path);
  const content = file === null ? null : await readIfThere(file);
  if (file === null || content === null) return c.text(`There is no ${c.req.path} here.`, 404);
  const type = types[extname(file)] ?? 'application/octet-stream';
  const headers = { 'content-type': type, 'cache-control': caching };
  if (extname(file) === '.html') return c.body(rewriteHtml(content.toString('utf8')), 200, headers);
  return c.body(new Uint8Array(content), 200, headers);
}

function fileBelow(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A path that is not even a path names no file.
    return null;
  }
  const root = normalize(folder);
  const file = normalize(join(root, decoded));
  return file.startsWith(root + sep) ? file : null;
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'EISDIR') return null;
    throw error;
  }
}
