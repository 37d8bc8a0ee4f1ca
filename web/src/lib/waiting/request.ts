import { LIMITS_MS, TimedOut } from './timeout.ts';

/** Sends a request and gives up after a while, also while the body of the answer is read. */
export function request(address: string, init: RequestInit = {}): Promise<Response> {
  const reads = (init.method ?? 'GET') === 'GET';
  return fetch(address, { ...init, signal: AbortSignal.timeout(reads ? LIMITS_MS.read : LIMITS_MS.write) });
}

/** A request whose body takes as long as the connection needs, and fails when nothing of it leaves any more. */
export function upload(address: string, type: string, body: Blob | string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout>;
    const allow = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        sending.abort();
        reject(new TimedOut(ms));
      }, ms);
    };
    sending.open('POST', address);
    sending.setRequestHeader('content-type', type);
    sending.upload.onprogress = () => {
      allow(LIMITS_MS.stalledUpload);
    };
    sending.upload.onload = () => {
      allow(LIMITS_MS.write);
    };
    sending.onload = () => {
      clearTimeout(timer);
      resolve(answerOf(sending));
    };
    sending.onerror = () => {
      clearTimeout(timer);
      reject(new TypeError('the upload failed'));
    };
    allow(LIMITS_MS.stalledUpload);
    sending.send(body);
  });
}

function answerOf(sending: XMLHttpRequest): Response {
  const type = sending.getResponseHeader('content-type');
  return new Response(sending.responseText || null, {
    status: sending.status,
    headers: type ? { 'content-type': type } : {},
  });
}
