import { answerProgram } from '@/lib/http/programs'

export {
  answerProgram as DELETE,
  answerProgram as GET,
  answerProgram as HEAD,
  answerProgram as OPTIONS,
  answerProgram as PATCH,
  answerProgram as POST,
  answerProgram as PUT,
}
