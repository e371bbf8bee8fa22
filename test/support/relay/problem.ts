/** Every rule of the protocol that the relay judges, by the name under which a breach is noted. */
export type Rule =
  | 'method'
  | 'path'
  | 'auth-missing'
  | 'auth-syntax'
  | 'auth-version'
  | 'auth-disagrees'
  | 'auth-key'
  | 'auth-project'
  | 'client-name'
  | 'content-type'
  | 'chunked'
  | 'encoding'
  | 'framing'
  | 'header'
  | 'header-trace'
  | 'sent-at'
  | 'item-header'
  | 'item-type'
  | 'item-content-type'
  | 'item-count'
  | 'log-items'
  | 'mixed-kinds'
  | 'container-json'
  | 'container-shape'
  | 'container-version'
  | 'container-size'
  | 'log-count'
  | 'log-shape'
  | 'log-size'
  | 'timestamp'
  | 'trace-id'
  | 'span-id'
  | 'level'
  | 'body-text'
  | 'severity-number'
  | 'attribute-shape'
  | 'attribute-type'
  | 'attribute-value'
  | 'attribute-reserved'
  | 'template'
  | 'origin'
  | 'client-report'
  | 'parse-envelope'

/** One breach of a rule: which, and what was seen. */
export interface Problem {
  readonly rule: Rule
  readonly detail: string
}

/** Notes a breach. */
export type Note = (rule: Rule, detail: string) => void

/** How a value reads in the detail of a problem: its JSON, cut short. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 120 ? `${text.slice(0, 120)}...` : text
}
