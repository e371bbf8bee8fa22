// Compares what the loggers wrote with what arrived, by content.

export const loggers = [
  {
    name: 'pino',
    origin: 'auto.log.pino',
    ofLine: ({ msg, level, time }) => ({ body: msg, level, time }),
    levelOf: (log) => log.attributes['pino.logger.level']?.value,
  },
  {
    name: 'winston',
    origin: 'auto.log.winston',
    ofLine: ({ message, level }) => ({ body: message, level }),
    levelOf: (log) => log.attributes['winston.logger.level']?.value,
  },
  {
    name: 'bunyan',
    origin: 'auto.log.bunyan',
    ofLine: ({ msg, level, time }) => ({ body: msg, level, time: Date.parse(time) }),
    levelOf: (log) => log.attributes['bunyan.logger.level']?.value,
  },
  {
    name: 'logger',
    ofLine: ({ body, level }) => ({ body, level }),
    levelOf: (log) => log.level,
  },
]

export function compare(logger, lines, logs) {
  const unexpected = logs.filter((log) => log.attributes['sentry.origin']?.value === logger.origin)
  const delivered = []
  const missing = []
  for (const line of lines) {
    const content = contentOf(logger, line)
    const index = unexpected.findIndex((log) => content && isLogOf(logger, content, log))
    if (index < 0) missing.push(line)
    else delivered.push(...unexpected.splice(index, 1))
  }
  return { delivered, missing, unexpected }
}

function contentOf(logger, line) {
  try {
    return logger.ofLine(JSON.parse(line))
  } catch {
    return undefined
  }
}

function isLogOf(logger, { body, level, time }, log) {
  return (
    log.body === body &&
    logger.levelOf(log) === level &&
    (time === undefined || Math.round(log.timestamp * 1000) === time)
  )
}

export function readNotes(notes) {
  const found = (pattern) => notes.flatMap((note) => pattern.exec(note)?.[1] ?? [])
  const counts = found(/\] delivered (\d+) logs?\b/)
  const delivered = counts.reduce((sum, count) => sum + Number(count), 0)
  return { delivered, losses: found(/\] dropped (\d+ logs?: .*)/) }
}

export function summary(counts) {
  const parts = counts.map(({ name, delivered, logged }) => `${name} ${delivered}/${logged}`)
  return `delivered: ${parts.join(', ')}`
}
