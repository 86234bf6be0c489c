"""Gold documents written for this project, and the tool that renders them as scans."""
