import runside.sdk.imports_server
