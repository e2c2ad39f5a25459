// FILL-INS: the text that stands for the seed text's own ".." placeholders, and glue between pieces of it.
// Nothing here is part of the seed text. A section begins with
//   //@ <block>, placeholder <n>   the text instead of the n-th ".." of that block (a "// .." counts too and may stay)
//   //@ <block>, glue <name>       a piece that a recipe in resources/docs/seed-blocks.md names
// and ends where the next one begins. Glue only starts, continues or looks at what the text made.

//@ Iterable Sequences 1, glue look
setTimeout( function(){ console.log( "the only step has run: " + domready.next().done ); }, 100 );

//@ Iterable Sequences 2, glue look
console.log( "no step is left: " + steps.next().done );

//@ Event Reactive 1, placeholder 1
of each event one
		resolve( data );
//@ Event Reactive 1, placeholder 2
function(data){ return "<" + data + ">"; }
//@ Event Reactive 1, placeholder 3
function(text){ console.log( text ); }

//@ Reactive Sequences 2, placeholder 1
function(data){
	return ASQ( function(done){
		setTimeout( function(){ done( data + " after a while" ); }, 30 );
	} );
}
//@ Reactive Sequences 2, placeholder 2
function(done,text){ done( text, text.length ); }
//@ Reactive Sequences 2, placeholder 3
function(text,length){ console.log( text + ", " + length + " letters" ); }

//@ Reactive Sequences 4, placeholder 1
function(evt){ return ASQ( evt.target.id ); }
//@ Reactive Sequences 4, placeholder 2
function(done,id){ done( id + " was clicked" ); }
//@ Reactive Sequences 4, placeholder 3
function(text){ console.log( text ); }
//@ Reactive Sequences 4, glue until later
setTimeout( function(){
//@ Reactive Sequences 4, glue end of later
}, 100 );

//@ Reactive Sequences 6, placeholder 1
function(chunk){ return ASQ( chunk ); }
//@ Reactive Sequences 6, placeholder 2
function(done,chunk){ done( chunk.toUpperCase() ); }
//@ Reactive Sequences 6, placeholder 3
function(text){ console.log( text ); }

//@ Reactive Sequences 7, placeholder 1
function(next){ listener.on( "left", next ); }
//@ Reactive Sequences 7, placeholder 2
function(data){ return ASQ( data ); }
//@ Reactive Sequences 7, placeholder 3
function(done,data){ console.log( "sq1 " + data ); done( data ); }
//@ Reactive Sequences 7, placeholder 4
function(next){ listener.on( "right", next ); }
//@ Reactive Sequences 7, placeholder 5
function(data){ return ASQ( data ); }
//@ Reactive Sequences 7, placeholder 6
function(done,data){ console.log( "sq2 " + data ); done( data ); }
//@ Reactive Sequences 7, placeholder 7
function(next){ listener.on( "ask", next ); }
//@ Reactive Sequences 7, placeholder 8
function(done,left,right){ console.log( "sq3 " + left + " + " + right ); done(); }

//@ Message Passing 1, glue names
// The text writes the operations without their prefix here, and `run` for a run of one goroutine.
var channel = ASQ.csp.channel, take = ASQ.csp.take, put = ASQ.csp.put;
function run(goroutine) { ASQ().runner( ASQ.csp.go( goroutine ) ); }
