#!/usr/bin/env bash
# export_all.sh CITEGRAPH PAPERS FOLDER: builds a graph and writes every export of it into FOLDER, for the readers beside this file.
set -euo pipefail
citegraph=$1 papers=$2 folder=$3
rm -rf "$folder"
mkdir -p "$folder"
"$citegraph" build "$papers" -o "$folder/graph.json"
"$citegraph" build "$papers" -o "$folder/graph.citegraph"
"$citegraph" stats "$folder/graph.json" --json > "$folder/stats.json"
export_as() { "$citegraph" export "$folder/graph.json" --format "$1" --output "$folder/$2" "${@:3}"; }
export_as node-link node-link.json
export_as node-link links.json --edges-key links
export_as cytoscape cytoscape.json
export_as graphology graphology.json
export_as jgf jgf.json
export_as dot graph.dot
export_as svg graph.svg
export_as gexf graph.gexf
export_as graphml graph.graphml
export_as pajek graph.net
export_as csv csv
export_as neo4j neo4j
export_as parquet parquet
export_as edges graph.tsv
export_as matrix-market graph.mtx
export_as vosviewer vosviewer.json
export_as obsidian obsidian
export_as n-triples graph.nt
export_as turtle graph.ttl
export_as json-ld graph.jsonld
cp "$(dirname "$0")/../fixtures/export/refs.bib" "$folder/refs.bib"
"$citegraph" export "$folder/refs.bib" --annotate "$folder/refs.bib" -o "$folder/annotated.bib"
"$citegraph" view "$folder/graph.json" -o "$folder/page.html"
"$citegraph" view "$(dirname "$0")/../fixtures/hostile.jsonl" -o "$folder/hostile.html"
# As large as a page should be smooth, and larger than what it opens on.
"$citegraph" build "$(dirname "$papers")/papers-40k.jsonl.gz" -o "$folder/large.json"
"$citegraph" view "$folder/large.json" --top 5000 --no-text -o "$folder/large.html"
"$citegraph" view "$folder/large.json" --top 8000 -o "$folder/many.html"
rm "$folder/large.json"
