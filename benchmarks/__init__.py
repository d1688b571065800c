"""What Tidings costs, as ratios to a floor and to peers that run in turn on the same machine: `make bench`.

Read in this order: `sample` (the arithmetic), `meter` (what is counted), `stage` (what is started), `works` (what is done),
`report` (what is shown). `baseline/` is the do-it-yourself peer, a program of its own (docs/decisions/0016).
"""
