import { version } from '@/package.json'
import { answerReadiness } from './answer-readiness'

export async function GET(): Promise<Response> {
  return answerReadiness({ version })
}
