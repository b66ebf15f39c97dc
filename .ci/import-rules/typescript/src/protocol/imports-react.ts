import * as React from 'react';

export const version = React.version;
