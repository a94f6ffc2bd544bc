import type { AppPackage, Parameter } from './app-package';
import { BadInput, type JsonObject } from './json';

/** A value of a setting. */
export type Setting = string | number | boolean | null;

/** The app as an admin installed it: its settings, the secure ones never to leave the server. */
export interface Installation {
  readonly appId: number;
  readonly installationId: number;
  readonly package: AppPackage;
  /** What every agent's browser may read: the settings that are not secure. */
  publicSettings(): Readonly<Record<string, Setting>>;
  /** A secure setting with the places where it may be filled in, or undefined when there is none of that name. */
  secureSetting(name: string): { readonly value: string; readonly scopes: readonly string[] } | undefined;
  /** Saves the settings page: new values, and settings left empty. */
  change(values: JsonObject, removed: readonly string[]): void;
  /** Back to the settings as they were at the start. */
  reset(): void;
}

/** Installs the app with these settings over the manifest's defaults. */
export function install(app: AppPackage, settings: Readonly<Record<string, Setting>>): Installation {
  let values = new Map<string, Setting>();
  const parameterOf = (name: string): Parameter => {
    const parameter = app.parameters.find((known) => known.name === name);
    if (parameter) return parameter;
    const names = app.parameters.map((known) => known.name).join(', ');
    throw new BadInput(`the app has no setting "${name}"; it has ${names}`);
  };
  const reset = (): void => {
    values = new Map(app.parameters.map(({ name, default: fallback }) => [name, settings[name] ?? fallback]));
  };
  reset();
  return {
    appId: 1042301,
    installationId: 28110457,
    package: app,
    publicSettings: () =>
      Object.fromEntries(
        app.parameters.filter(({ secure }) => !secure).map(({ name }) => [name, values.get(name) ?? null]),
      ),
    secureSetting(name) {
      const parameter = app.parameters.find((known) => known.name === name && known.secure);
      if (!parameter) return undefined;
      return { value: String(values.get(name) ?? ''), scopes: parameter.scopes };
    },
    change(changed, removed) {
      const parsed = Object.entries(changed).map(([name, value]) => {
        parameterOf(name);
        return [name, parseSetting(name, value)] as const;
      });
      for (const name of removed) parameterOf(name);
      for (const [name, value] of parsed) values.set(name, value);
      for (const name of removed) values.set(name, null);
    },
    reset,
  };
}

function parseSetting(name: string, value: unknown): Setting {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null) return null;
  // The value itself stays out of the message: it may be a secret.
  throw new BadInput(`setting "${name}" must be a string, a number, true, false or null`);
}
