/**
 * What outdial asks of a voice provider, and the words in which an adapter reports what is *known*.
 * An adapter never retries, never follows a redirect, never throws for anything the provider or the network did:
 * "unknown" is a value here, because exceptions get caught and retried, and the phone may be ringing.
 */
import type { ProviderType } from '../model/campaign.ts';
import type { AgentId, AttemptId, CallId, E164, LineId } from '../model/ids.ts';
import type { Duration, Instant } from '../model/time.ts';

export type Variables = Readonly<Record<string, string | number | boolean>>;

export type PlaceItem = { readonly attempt: AttemptId; readonly to: E164; readonly variables: Variables };

/** One `outbound_calls` request. */
export type PlaceRequest = {
  readonly line: LineId;
  readonly agent: AgentId;
  readonly agentKind: 'managed' | 'line';
  readonly ringingTimeoutSeconds: number;
  readonly maxCallDurationMinutes: number;
  /** The variable that carries each attempt's id; null: none does. Unset: the usual name. */
  readonly attemptVariable?: string | null;
  readonly items: readonly PlaceItem[];
};

/**
 * Asked once, after the connection is up and before the first byte. `false` aborts: nothing is sent, and the
 * placement is `unsent`. This is where an appointment is kept or missed, so a process frozen in between sends nothing.
 */
export type Gate = () => boolean;

/** Whose fault a refusal is. `unplaced`: its words do not say. */
export type Blame = 'destination' | 'campaign' | 'account' | 'unplaced';

export type ItemResult =
  /** A call exists for it, whatever else the item says. */
  | { readonly is: 'placed'; readonly callId: CallId; readonly note: string | null }
  | {
      readonly is: 'refused';
      readonly code: string;
      /** The provider's own words: they may hold a name or a number. */
      readonly message: string;
      /** The same without anybody's names and numbers. */
      readonly words: string;
      readonly blame: Blame;
      /** Code or message says that the destination is invalid, blocked or not permitted. */
      readonly forGood: boolean;
    }
  | { readonly is: 'throttled'; readonly code: string; readonly about: 'concurrency' | 'rate' }
  | { readonly is: 'unknown'; readonly cause: string };

export type Placement =
  /** Provably not sent: refused connection, DNS, TLS failure before the first byte, or the gate said no. */
  | { readonly is: 'unsent'; readonly cause: string }
  /** A reply in which each item has its own result, in the order of the request. */
  | {
      readonly is: 'answered';
      readonly items: readonly ItemResult[];
      readonly requestId: string | null;
      readonly retryAfter?: Duration | null;
    }
  /** The provider refused the whole request and rang nobody. `scope` says what else will be refused likewise. */
  | {
      readonly is: 'refused';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly words: string;
      /**
       * `account` (401, 402), `campaign` (403, 404, 410), and others whose words say so: pause, do not burn the list.
       * `request`: this one only.
       */
      readonly scope: 'account' | 'campaign' | 'request';
      /** Of a request of one whose refusal speaks of its destination. */
      readonly destination?: { readonly forGood: boolean };
      readonly retryAfter?: Duration | null;
    }
  /** 429 to a request of one: rang nobody. `retryAfter` in ms when the provider named a time. */
  | {
      readonly is: 'throttled';
      readonly code: string;
      readonly about: 'concurrency' | 'rate';
      readonly retryAfter: Duration | null;
    }
  /** It may be ringing. `retryAfter`: what the provider asked for all the same. */
  | { readonly is: 'unknown'; readonly cause: string; readonly retryAfter?: Duration | null };

/** What the provider says of one call, normalized only as far as no meaning is lost. */
export type CallReport = {
  readonly callId: CallId;
  readonly agent: AgentId | null;
  /** Raw: enums are open. */
  readonly status: string;
  readonly endReason: string | null;
  readonly errorMessage: string | null;
  readonly startTime: Instant | null;
  readonly endTime: Instant | null;
  /** Digits only, null when not given. */
  readonly to: string | null;
  readonly from: string | null;
  readonly direction: string | null;
  /** Our attempt's id as the call's own data shows it; null when absent, redacted or not to be told from others. */
  readonly attempt: AttemptId | null;
  readonly summary: string | null;
};

/** An entry of a list that is no call that can be read; `attempt`: of ours, where it names one. */
export type UnreadCall = { readonly attempt: AttemptId | null; readonly raw: unknown };

export type CallPage = {
  readonly calls: readonly CallReport[];
  readonly next: string | null;
  readonly unread?: readonly UnreadCall[];
};

export type PhoneNumber = {
  readonly id: LineId;
  readonly number: string;
  readonly label: string | null;
  readonly provider: ProviderType;
  readonly agent: { readonly id: AgentId; readonly name: string | null } | null;
};

/** The variables that an agent uses and that only a call can bring; names count by case. */
export type AgentVariables = {
  /** Of its first words: without one of them nobody is called. */
  readonly first: readonly string[];
  /** Of its instructions and tools, or in a form that may do without: what is missing there is not said aloud. */
  readonly elsewhere: readonly string[];
};

export type AgentInfo = {
  readonly id: AgentId;
  readonly name: string | null;
  readonly kind: 'managed' | 'line';
  /** Absent where the provider does not show what the agent says. */
  readonly variables?: AgentVariables;
  /** Its first words, `{{names}}` and all; null: it waits for the person to speak. Absent where the provider does not show them. */
  readonly opening?: string | null;
};

/** What was said in a call, in its order. Untrusted text. */
export type SaidLine = {
  readonly by: 'agent' | 'person';
  readonly text: string;
  /** Seconds from the start of the call; null when not given. */
  readonly at: number | null;
};
/** No lines: nothing was said, or the provider has not written it down (yet). */
export type Conversation = {
  readonly lines: readonly SaidLine[];
  readonly summary: string | null;
  /** What the agent did with tools, in order. Untrusted. */
  readonly tools?: readonly ToolCall[];
  /** The call's variables as they were at its end, where the provider shows them. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** There was more of it than is taken in. */
  readonly cut?: true;
};
export type ToolCall = { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> };

export type ReadFailure = {
  readonly is: 'failed';
  /** `unreachable`: no HTTP answer. `denied`: 401/402/403. `not_found`: 404. `invalid`: other 4xx. `garbled`: not the contract's shape. `busy`: 429. `server`: 5xx. */
  readonly why: 'unreachable' | 'denied' | 'not_found' | 'invalid' | 'garbled' | 'busy' | 'server';
  readonly status: number | null;
  /** A sentence for a person; never holds the key. */
  readonly message: string;
};
export type Read<T> = { readonly is: 'ok'; readonly value: T } | ReadFailure;

export type PhoneNumberFilter = { readonly agent?: AgentId; readonly type?: ProviderType; readonly q?: string };

export type Voice = {
  place(request: PlaceRequest, gate: Gate): Promise<Placement>;
  /** The variables under which this ledger's calls carry their attempt's id: believed before any other that holds one. */
  expect?(names: readonly string[]): void;
  call(id: CallId): Promise<Read<CallReport>>;
  /** Ready a little after the end of the call, where the account keeps it at all. */
  conversation(id: CallId): Promise<Read<Conversation>>;
  /** Where its recording is, for whoever has the key; null: no call can have that id. Absent where nothing is recorded. */
  recording?(id: CallId): string | null;
  /**
   * One page, in an order that nobody promises; `after` is the `next` of the page before. `since`: only calls that started
   * then or later, which leaves out every call that shows no start. Presence in a page is evidence, absence is none.
   */
  calls(agent: AgentId, after: string | null, since?: Instant): Promise<Read<CallPage>>;
  /**
   * Ends a call that somebody talks in. One that rings cannot be ended (`not_found`, as where there is none), nor one that is
   * over (`invalid`). Of `unreachable` and `server` nobody knows whether it was: its report tells. Absent where nothing can be.
   */
  hangUp?(id: CallId): Promise<Read<null>>;
  /** Erases what was said in a call that has ended; its record stays. Irreversible, and the same when asked twice. */
  erase(id: CallId): Promise<Read<null>>;
  agent(id: AgentId): Promise<Read<AgentInfo>>;
  /** Every agent of the account, without what it says; empty where the provider shows no such list. */
  agents(): Promise<Read<readonly AgentInfo[]>>;
  phoneNumber(id: LineId): Promise<Read<PhoneNumber>>;
  /** Every page. */
  phoneNumbers(filter: PhoneNumberFilter): Promise<Read<readonly PhoneNumber[]>>;
  /** Who answers *inbound* calls to the number; null unassigns. */
  assign(id: LineId, agent: AgentId | null): Promise<Read<PhoneNumber>>;
  /** Unauthenticated reachability; `date` is the provider's clock from its `Date` header. */
  probe(): Promise<Read<{ readonly version: string | null; readonly date: Instant | null }>>;
  close(): Promise<void>;
};
