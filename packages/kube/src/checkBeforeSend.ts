import { Dispatcher } from 'undici';

/**
 * An interceptor for undici that calls `check` in the moment in which a request is written to its connection: after it waited for
 * one, and again if undici writes it to another. What `check` throws fails the request and leaves the connection as it was.
 */
export function checkBeforeSend(
  check: () => void,
): Dispatcher.DispatcherComposeInterceptor {
  return dispatch => (options, handler) =>
    dispatch(options, {
      onRequestStart(...args) {
        check();
        handler.onRequestStart?.(...args);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}
