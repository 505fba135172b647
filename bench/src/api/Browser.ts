import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What is asked of a portal. */
export interface Question {
  method: 'GET' | 'POST';
  path: string;
  token: string;
  /** Sent as JSON. */
  body?: object;
  /** The status that is the answer. */
  expected: number;
}

/** Asks a portal over as many connections as there are clients, which stay open. */
export class Browser {
  readonly #agent: Agent;
  readonly #baseUrl: string;

  constructor(baseUrl: string, clients: number) {
    this.#baseUrl = baseUrl;
    this.#agent = new Agent({ keepAlive: true, maxSockets: clients });
  }

  /**
   * The whole answer.
   *
   * @throws Error with what was answered, when the status is another than expected.
   */
  async ask(question: Question): Promise<string> {
    const { method, path, token, body, expected } = question;
    const payload = body && JSON.stringify(body);
    const sent = request(`${this.#baseUrl}${path}`, {
      agent: this.#agent,
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(payload && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
        }),
      },
    });
    const answer = new Promise<string>((resolve, reject) => {
      sent.once('error', reject);
      sent.once('response', response => {
        text(response).then(content => {
          if (response.statusCode === expected) resolve(content);
          else reject(refusal(question, response.statusCode, content));
        }, reject);
      });
    });
    sent.end(payload);
    return answer;
  }

  /** Closes all connections. */
  close(): void {
    this.#agent.destroy();
  }
}

function refusal({ method, path }: Question, status = 0, content: string) {
  return new Error(`${method} ${path} was answered ${status}: ${content}`);
}
