/*
 * spi_reader.h
 *	  Rows of our tables as values that outlive the query, and commands that are run.
 */
#ifndef CPTPOLICY_SPI_READER_H
#define CPTPOLICY_SPI_READER_H

#include "postgres.h"

#include "executor/spi.h"

#include "engine/arena.h"
#include "engine/json.h"
#include "engine/reference.h"

/*
 * Run a query of ours, with text parameters $1, $2, ...; the rows are in SPI_tuptable. SPI must be connected. The
 * names in it must all be qualified, operators too: the caller's search_path is in force.
 */
extern void spi_read(const char *query, int parameter_count, const text_span *parameters);

/* Run a command of ours; the code of its success is expected. The same holds of SPI and of names. */
extern void spi_run(const char *command, int expected);

/* The same with parameters, as SPI_execute_with_args() takes them. */
extern void spi_run_with(const char *command, int count, Oid *types, Datum *values, const char *nulls, int expected);

/* A column of a row; is the value null? */
extern Datum spi_column(uint64 row, int column, bool *is_null);

/* A text column copied to memory, TEXT_ABSENT for null. */
extern text_span spi_text(uint64 row, int column, arena *memory);

/* Columns that are null count as false, as 0. */
extern bool spi_boolean(uint64 row, int column);
extern int32 spi_integer(uint64 row, int column);
extern int16 spi_smallint(uint64 row, int column);

/* Columns that may not be null. The server's infinities are the engine's. */
extern cpt_code spi_code(uint64 row, int column);
extern calendar_date spi_date(uint64 row, int column);

/* A first and a last day, side by side. */
extern date_span spi_dates(uint64 row, int first_column);

/* A column of any type that the policy tables have as a JSON value in memory, JSON_NULL for null. */
extern json_value spi_json(uint64 row, int column, arena *memory);

#endif							/* CPTPOLICY_SPI_READER_H */
