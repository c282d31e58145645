import { answerProgram } from './routes'

/** For the App Router: every method, so that the route table decides which exist. */
export {
  answerProgram as DELETE,
  answerProgram as GET,
  answerProgram as HEAD,
  answerProgram as OPTIONS,
  answerProgram as PATCH,
  answerProgram as POST,
  answerProgram as PUT,
}
