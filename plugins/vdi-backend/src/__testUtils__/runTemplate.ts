import type { JsonObject } from '@backstage/types';

/** What became of a task of the scaffolder. */
export interface FinishedTask {
  /** `completed` or `failed`. */
  status: string;
  output?: {
    links?: { title?: string; url?: string; entityRef?: string }[];
    text?: { title?: string; content?: string }[];
  };
  /** What its log says, last what became of it. */
  log: string[];
}

interface TaskEvent {
  id: number;
  type: 'log' | 'completion' | 'cancelled' | 'recovered';
  body: { message: string; status?: string; output?: FinishedTask['output'] };
}

/**
 * Runs a template by the scaffolder's HTTP API, as its page does.
 *
 * @param backend - address of the portal's backend
 * @param authorization - of the person who runs it
 */
export async function runTemplate(
  backend: string,
  authorization: string,
  task: { templateRef: string; values: JsonObject },
): Promise<FinishedTask> {
  // Jest gives tests an `Object` of their own. What `fetch` parses is not one, and the scaffolder takes no other in templates.
  const json = jest.spyOn(Response.prototype, 'json');
  json.mockImplementation(async function parseHere(this: Response) {
    return JSON.parse(await this.text());
  });
  try {
    return await run(backend, authorization, task);
  } finally {
    json.mockRestore();
  }
}

async function run(
  backend: string,
  authorization: string,
  task: { templateRef: string; values: JsonObject },
): Promise<FinishedTask> {
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${backend}/api/scaffolder/v2/tasks${path}`, {
      ...init,
      // A connection that is kept open holds up the portal's stop.
      headers: {
        authorization,
        connection: 'close',
        'content-type': 'application/json',
      },
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const { id } = await ask('', { method: 'POST', body: JSON.stringify(task) });
  const log: string[] = [];
  for (let after = 0; ;) {
    // Answered when there is something new.
    const events: TaskEvent[] = await ask(`/${id}/events?after=${after}`);
    for (const event of events) {
      after = event.id;
      log.push(event.body.message);
      if (event.type === 'completion') {
        const { status } = await ask(`/${id}`);
        return { status, output: event.body.output, log };
      }
    }
  }
}
