import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What is waited for is told by the page; on a machine that does much else a second is no time for it. Milliseconds.
configure({ asyncUtilTimeout: 30_000 });
