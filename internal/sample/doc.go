// Package sample holds the made-up data that a demonstration shows: two teams in which every state of the journey stands, a
// ledger with a past, and four accounts. It is the same each time; its days are counted back from the day it is loaded, in
// working days, so that whoever waits "4 days" does so on every day.
//
// It writes the tables of every feature directly, grades and past days included, which no feature would allow: it is for an
// empty installation that somebody wants to look at, and for tests. It may import everything below handlers; only cmd and
// tests import it.
package sample
