import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { SettingsError } from './settings';

/**
 * Reads a settings file, YAML or JSON: settings by the names they have in `Settings`.
 *
 * @throws SettingsError when it cannot be read or has another shape.
 */
export async function readSettingsFile(
  path: string,
): Promise<Record<string, unknown>> {
  let content: unknown;
  try {
    content = parse(await readFile(path, 'utf8')) ?? {};
  } catch (cause) {
    throw new SettingsError(
      `The settings file ${path} cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  }
  if (
    typeof content !== 'object' ||
    content === null ||
    Array.isArray(content)
  ) {
    throw new SettingsError(
      `The settings file ${path} must have settings by name.`,
    );
  }
  return content as Record<string, unknown>;
}
