const shell = {{ shell | tojson }};
importScripts({{ script | tojson }});
