import { ApiProblem } from './problem'

export function noMailTemplate(): ApiProblem {
  return new ApiProblem(404, 'The template does not exist.', { errorCode: 'inexistent_email_template' })
}

export function noMailProvider(): ApiProblem {
  return new ApiProblem(404, 'There is not a configured email provider', {
    errorCode: 'inexistent_email_provider',
  })
}

export function noLogStream(): ApiProblem {
  return new ApiProblem(404, 'The log stream does not exist', { errorCode: 'inexistent_log_stream' })
}
