# The plan's SupervisedSend (3.1), repaired: the receiver acknowledges, so that a success is one, and ack, DOWN and
# timeout settle each send once. Otherwise as written: one GenServer through which every supervised send goes.
defmodule SupervisedSend do
  use GenServer

  def start_link(_ \\ []), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def send_supervised(recipient, message, timeout \\ 5000) do
    GenServer.call(__MODULE__, {:send, recipient, message, timeout}, timeout + 100)
  end

  @impl true
  def init(_), do: {:ok, %{}}

  @impl true
  def handle_call({:send, recipient, message, timeout}, from, in_flight) do
    ref = Process.monitor(recipient)
    timer = Process.send_after(self(), {:timeout, ref}, timeout)
    send(recipient, {:supervised, self(), ref, message})
    {:noreply, Map.put(in_flight, ref, {from, timer})}
  end

  @impl true
  def handle_info({:ack, ref}, in_flight), do: settle(ref, :ok, in_flight)
  def handle_info({:DOWN, ref, :process, _, :noproc}, in_flight), do: settle(ref, {:error, :noproc}, in_flight)
  def handle_info({:DOWN, ref, :process, _, reason}, in_flight), do: settle(ref, {:error, {:down, reason}}, in_flight)
  def handle_info({:timeout, ref}, in_flight), do: settle(ref, {:error, :timeout}, in_flight)

  defp settle(ref, result, in_flight) do
    case Map.pop(in_flight, ref) do
      {nil, _} ->
        {:noreply, in_flight}

      {{from, timer}, rest} ->
        Process.cancel_timer(timer)
        Process.demonitor(ref, [:flush])
        GenServer.reply(from, result)
        {:noreply, rest}
    end
  end
end

defmodule Receiver do
  use GenServer
  def start_link, do: GenServer.start_link(__MODULE__, [])
  @impl true
  def init(_), do: {:ok, 0}
  @impl true
  def handle_info({:supervised, sender, ref, _message}, count) do
    send(sender, {:ack, ref})
    {:noreply, count + 1}
  end

  def handle_info(_message, count), do: {:noreply, count + 1}
  @impl true
  def handle_call(:count, _from, count), do: {:reply, count, count}
  def handle_call(_message, _from, count), do: {:reply, :ok, count + 1}
end

defmodule Bench do
  @rounds 5
  def run(name, messages, body) do
    rates =
      for round <- 0..@rounds do
        {micros, _} = :timer.tc(body)
        {round, messages / micros * 1_000_000}
      end

    median = rates |> Enum.drop(1) |> Enum.map(&elem(&1, 1)) |> Enum.sort() |> Enum.at(div(@rounds, 2))
    IO.puts("#{name}\t#{round(median)}")
  end
end

{:ok, _} = SupervisedSend.start_link()
{:ok, receiver} = Receiver.start_link()
message = fn n -> %{type: :work, seq: n, body: String.duplicate("x", 100)} end
fixed = message.(0)

Bench.run("raw send, one way", 200_000, fn ->
  for _ <- 1..200_000, do: send(receiver, fixed)
  GenServer.call(receiver, :count, :infinity)
end)

Bench.run("GenServer.call, 1 caller", 50_000, fn ->
  for _ <- 1..50_000, do: GenServer.call(receiver, fixed)
end)

:ok = SupervisedSend.send_supervised(receiver, fixed)

Bench.run("supervised send, repaired, 1 caller", 30_000, fn ->
  for _ <- 1..30_000, do: :ok = SupervisedSend.send_supervised(receiver, fixed)
end)

Bench.run("supervised send, repaired, 64 callers", 64_000, fn ->
  1..64
  |> Enum.map(fn _ ->
    Task.async(fn -> for _ <- 1..1000, do: :ok = SupervisedSend.send_supervised(receiver, fixed) end)
  end)
  |> Task.await_many(:infinity)
end)
