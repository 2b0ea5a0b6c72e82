# Usage
