"""`python -m form4ml`."""

from form4ml.cli import main

main()
