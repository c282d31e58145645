import type { Server } from 'node:http'

interface Settings {
  metricsPort: number | undefined
  metricsHost: string
}

export function serveMetrics(
  settings: Settings,
  front: { watchMetrics: () => void },
): Promise<Server | { close: () => void }>
