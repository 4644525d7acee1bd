export { signatureText, typeText } from '../../server/src/core/semantic/type-text.ts';
