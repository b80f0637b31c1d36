using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Dedup.Browser.Tests;

/// <summary>One tab: what a person does in it, and all it complained about.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DevTools devTools;
    private readonly string target;
    private readonly string session;
    private readonly Lock gate = new();
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    private BrowserPage(DevTools devTools, string target, string session)
    {
        this.devTools = devTools;
        this.target = target;
        this.session = session;
        devTools.Happened += OnEvent;
    }

    /// <summary>Exceptions, errors on the console and refusals by the content security policy.</summary>
    internal string[] Complaints
    {
        get
        {
            lock (gate)
            {
                return [.. complaints];
            }
        }
    }

    /// <summary>Everything the page asked for, itself included.</summary>
    internal string[] Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    internal static async Task<BrowserPage> Open(DevTools devTools, int width = 1280, int height = 800, bool isDark = false)
    {
        string target = (string)(await devTools.Send("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        string session = (string)(await devTools.Send("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        BrowserPage page = new(devTools, target, session);
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network", "Audits"])
        {
            await page.Send($"{domain}.enable");
        }

        await page.Resize(width, height, isDark);
        return page;
    }

    internal Task Resize(int width, int height, bool isDark = false, string media = "")
    {
        return Task.WhenAll(
            Send("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false }),
            Send("Emulation.setEmulatedMedia", new()
            {
                ["media"] = media,
                ["features"] = new JsonArray(
                    new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" },
                    new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" }),
            }));
    }

    internal async Task Go(string path, string fragment = "")
    {
        await Send("Page.navigate", new() { ["url"] = "about:blank" });
        await Send("Page.navigate", new() { ["url"] = new Uri(path).AbsoluteUri + fragment });
        await Until("document.readyState === 'complete' && document.getElementById('page') !== null");
    }

    /// <summary>Shows another view of the page that is open.</summary>
    internal async Task Show(string fragment)
    {
        await Run($"location.hash = '{fragment}'");
        await Settle();
    }

    /// <summary>Two frames later, when everything that waits for one has happened.</summary>
    internal Task Settle() => Run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");

    internal async Task<JsonNode?> Run(string expression)
    {
        JsonNode result = await Send("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        return result["exceptionDetails"] is { } details
            ? throw new InvalidOperationException($"{expression}: {details.ToJsonString()}")
            : result["result"]!["value"]?.DeepClone();
    }

    internal async Task<T> Get<T>(string expression) => (await Run(expression))!.GetValue<T>();

    internal async Task<string[]> GetAll(string expression) => [.. (await Run(expression))!.AsArray().Select(item => (string)item!)];

    /// <summary>The text of the first element that a selector finds.</summary>
    internal Task<string> Text(string selector) => Get<string>($"document.querySelector({Quote(selector)}).innerText");

    internal Task<int> Count(string selector) => Get<int>($"document.querySelectorAll({Quote(selector)}).length");

    internal async Task Until(string condition)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!await Get<bool>($"Boolean({condition})"))
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience), $"it never came: {condition}");
            await Task.Delay(20);
        }
    }

    /// <summary>Clicks with the mouse on the middle of an element, or of a part of it that is in sight.</summary>
    internal async Task Click(string selector)
    {
        await Until($"document.querySelector({Quote(selector)})");
        JsonNode place = (await Run($$"""
            (() => {
              const element = document.querySelector({{Quote(selector)}});
              element.scrollIntoView({ block: "nearest" });
              const boxes = [...element.getClientRects()];
              const box = boxes.find(box => box.top >= 0 && box.bottom <= innerHeight) ?? boxes[0];
              return [box.left + box.width / 2, box.top + box.height / 2];
            })()
            """))!;
        foreach (string type in (string[])["mousePressed", "mouseReleased"])
        {
            await Send("Input.dispatchMouseEvent", new() { ["type"] = type, ["x"] = (double)place[0]!, ["y"] = (double)place[1]!, ["button"] = "left", ["clickCount"] = 1 });
        }

        await Settle();
    }

    internal async Task Press(params string[] keys)
    {
        foreach (string key in keys)
        {
            JsonObject down = new() { ["type"] = "keyDown", ["key"] = key };
            (int code, string? text) = key switch
            {
                "Enter" => (13, "\r"),
                "Tab" => (9, null),
                "Escape" => (27, null),
                "ArrowDown" => (40, null),
                "ArrowUp" => (38, null),
                "End" => (35, null),
                "Home" => (36, null),
                _ => (char.ToUpperInvariant(key[0]), key),
            };
            down["windowsVirtualKeyCode"] = code;
            if (text is not null)
            {
                down["text"] = text;
            }

            await Send("Input.dispatchKeyEvent", down);
            await Send("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key, ["windowsVirtualKeyCode"] = code });
        }

        await Settle();
    }

    internal async Task Type(string text)
    {
        await Send("Input.insertText", new() { ["text"] = text });
        await Settle();
    }

    internal async Task SaveScreenshot(string path) =>
        await File.WriteAllBytesAsync(path, Convert.FromBase64String((string)(await Send("Page.captureScreenshot"))["data"]!));

    public async ValueTask DisposeAsync()
    {
        devTools.Happened -= OnEvent;
        await devTools.Send("Target.closeTarget", new() { ["targetId"] = target });
    }

    internal static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private Task<JsonNode> Send(string method, JsonObject? parameters = null) => devTools.Send(method, parameters, session);

    private void OnEvent(string source, string name, JsonNode parameters)
    {
        if (source != session)
        {
            return;
        }

        lock (gate)
        {
            switch (name)
            {
                case "Network.requestWillBeSent":
                    requests.Add((string)parameters["request"]!["url"]!);
                    break;
                case "Runtime.exceptionThrown":
                case "Runtime.consoleAPICalled" when (string?)parameters["type"] is "error" or "assert":
                case "Log.entryAdded" when (string?)parameters["entry"]!["level"] == "error":
                case "Audits.issueAdded" when (string?)parameters["issue"]!["code"] == "ContentSecurityPolicyIssue":
                    complaints.Add(parameters.ToJsonString());
                    break;
            }
        }
    }
}
