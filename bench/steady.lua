-- A steady pace for wrk: each of 16 connections waits 70 to 90 ms between two requests, about 200 requests a second.
function delay()
   return math.random(70, 90)
end
