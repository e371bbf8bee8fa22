// What is measured, how often, and against which receiver.
import { number } from '../report/text.mjs'

/**
 * @typedef {object} Measure
 * @property {string} id
 * @property {string} title
 * @property {'burst' | 'paced' | 'hang'} module beside this file
 * @property {{ delayMs: number, hang: boolean }} receiver
 * @property {Record<string, number>} size handed to the module
 * @property {number} rounds
 * @property {number} peerBudgetMs a peer gets no further round once it has used up this time
 * @property {readonly import('../candidates/index.mjs').Candidate['kind'][]} kinds
 * @property {boolean} twins whether those that deliver like another of ours are measured as well
 */

const burstOf = ({ lines }) => `a burst of ${number(lines)} lines`
const near = { delayMs: 0, hang: false }
const all = ['floor', 'ours', 'reference', 'peer']

/**
 * @param {{ rounds: number, quick: boolean }} options
 * @returns {readonly Measure[]}
 */
export function plan({ rounds, quick }) {
  const pick = (full, small) => (quick ? small : full)
  const long = Math.min(rounds, 3)
  const small = { lines: pick(20_000, 4000), warmUp: 1000 }
  const big = { lines: pick(200_000, 10_000), warmUp: 1000 }
  return [
    {
      id: 'burst',
      title: burstOf(small),
      module: 'burst',
      receiver: near,
      size: small,
      rounds,
      peerBudgetMs: Infinity,
      kinds: all,
      twins: true,
    },
    {
      id: 'paced',
      title: '5 000 lines a second',
      module: 'paced',
      receiver: near,
      size: { linesPerSecond: 5000, warmUpMs: pick(300, 200), windowMs: pick(1200, 500) },
      rounds,
      peerBudgetMs: Infinity,
      kinds: all,
      twins: true,
    },
    {
      id: 'big-burst',
      title: burstOf(big),
      module: 'burst',
      receiver: near,
      size: big,
      rounds,
      peerBudgetMs: 5000,
      kinds: all,
      twins: true,
    },
    {
      id: 'far',
      title: `${burstOf(big)}, the endpoint 50 ms away`,
      module: 'burst',
      receiver: { delayMs: 50, hang: false },
      size: big,
      rounds: long,
      peerBudgetMs: 5000,
      kinds: ['ours', 'peer'],
      twins: false,
    },
    {
      id: 'hang',
      title: `${number(big.lines)} lines while the endpoint hangs`,
      module: 'hang',
      receiver: { delayMs: 0, hang: true },
      size: { lines: big.lines, warmUp: 1000, restMs: pick(1500, 500) },
      rounds: long,
      peerBudgetMs: 5000,
      kinds: all,
      twins: false,
    },
  ]
}
