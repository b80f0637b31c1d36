using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dedup.Browser.Tests;

/// <summary>The DevTools protocol: commands with answers, and events, as JSON over one web socket.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> waiting = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly CancellationTokenSource end = new();
    private Task? receiving;
    private int lastId;

    /// <summary>Told the session, the name and the parameters of each event.</summary>
    internal event Action<string, string, JsonNode>? Happened;

    internal static async Task<DevTools> Connect(Uri address)
    {
        DevTools devTools = new();
        await devTools.socket.ConnectAsync(address, CancellationToken.None);
        devTools.receiving = devTools.Receive();
        return devTools;
    }

    internal async Task<JsonNode> Send(string method, JsonObject? parameters = null, string? session = null)
    {
        int id = Interlocked.Increment(ref lastId);
        TaskCompletionSource<JsonNode> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        JsonObject command = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }

        JsonNode message = await answer.Task.WaitAsync(Limit);
        return message["error"] is { } error
            ? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{method}: {error.ToJsonString()}"))
            : message["result"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        socket.Abort();
        if (receiving is not null)
        {
            await receiving;
        }

        socket.Dispose();
        sending.Dispose();
        end.Dispose();
    }

    private async Task Receive()
    {
        byte[] buffer = new byte[64 * 1024];
        using MemoryStream message = new();
        try
        {
            while (!end.IsCancellationRequested)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), end.Token);
                await message.WriteAsync(buffer.AsMemory(0, part.Count));
                if (part.EndOfMessage)
                {
                    Dispatch(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            foreach (TaskCompletionSource<JsonNode> answer in waiting.Values)
            {
                answer.TrySetException(new InvalidOperationException("The browser has gone.", exception));
            }
        }
    }

    private void Dispatch(JsonNode message)
    {
        if (message["id"] is { } id)
        {
            if (waiting.TryRemove((int)id, out TaskCompletionSource<JsonNode>? answer))
            {
                answer.SetResult(message);
            }
        }
        else
        {
            Happened?.Invoke((string?)message["sessionId"] ?? "", (string)message["method"]!, message["params"]!);
        }
    }
}
