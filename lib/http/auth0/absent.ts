import { ApiProblem } from './problem'

/** Mails are written here, and not in templates of the tenant’s. */
export function noMailTemplate(): ApiProblem {
  return new ApiProblem(404, 'The template does not exist.', { errorCode: 'inexistent_email_template' })
}

/** How mail is sent is the installation’s business. */
export function noMailProvider(): ApiProblem {
  return new ApiProblem(404, 'There is not a configured email provider', {
    errorCode: 'inexistent_email_provider',
  })
}

/** Logs are read at /logs; nothing streams them. */
export function noLogStream(): ApiProblem {
  return new ApiProblem(404, 'The log stream does not exist', { errorCode: 'inexistent_log_stream' })
}
