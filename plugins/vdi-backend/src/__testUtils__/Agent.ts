import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { JsonObject } from '@backstage/types';
import type { DesktopReport } from '../actions/desktopSchema';

/** What a client of the Model Context Protocol sees of a portal, as agents do. */
export class Agent {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /**
   * @param backend - address of the portal's backend
   * @param authorization - what it sends as `Authorization`
   */
  static async connect(backend: string, authorization: string): Promise<Agent> {
    const client = new Client({ name: 'agent', version: '0' });
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL(`${backend}/api/mcp-actions/v1`),
        {
          requestInit: {
            // A connection that is kept open holds up the portal's stop.
            headers: { authorization, connection: 'close' },
          },
        },
      ),
    );
    return new Agent(client);
  }

  /** The tools that there are. */
  async tools() {
    return (await this.#client.listTools()).tools;
  }

  /** What a tool answers to one of the desktops. */
  desktop(tool: string, input: JsonObject): Promise<DesktopReport> {
    return this.call<DesktopReport>(tool, input);
  }

  /** What a tool answers; throws what it says went wrong. */
  async call<T>(tool: string, input: JsonObject = {}): Promise<T> {
    const { content, isError, structuredContent } = await this.#client.callTool(
      { name: tool, arguments: input },
    );
    if (!isError) return structuredContent as T;
    const [{ text }] = content as { text: string }[];
    throw new Error(text);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}
