import { answerReadiness } from '../answer-readiness'

export async function GET(): Promise<Response> {
  return answerReadiness()
}
