import type { ServerResponse } from 'node:http'

export interface Refusal {
  status: number
  headers: Record<string, string>
  body: string
}

export function refuse(response: ServerResponse, refusal: Refusal, network: string): void
