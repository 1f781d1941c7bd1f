using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Homelab.Web.Tests;

/// <summary>The coordinator's audit log: the newest lines from Fixtures, and before them as many older ones as their numbers say.</summary>
internal sealed class CannedAudit(string lab)
{
    private readonly string _folder = Path.Combine(PageFiles.Tests, "Fixtures", lab);

    /// <summary>Why it cannot be read; empty where it can.</summary>
    public string Trouble { get; set; } = "";

    /// <summary>From which line on the chain is broken; null where it holds.</summary>
    public int? BrokenFrom { get; set; }

    public Task Lines(HttpContext context)
    {
        var newest = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "audit.json")))!["entries"]!.AsArray();
        var first = newest[0]!["number"]!.GetValue<int>();
        var last = int.Parse($"{context.Request.Query["last"]}", CultureInfo.InvariantCulture);
        var entries = Enumerable.Range(1, first - 1)
            .Select(number => new JsonObject
            {
                ["before"] = "", ["number"] = number, ["at"] = "2026-10-01T10:00:00.000Z", ["who"] = "ada", ["means"] = "token login", ["from"] = "192.0.2.7", ["what"] = "SetMaintenance",
                ["detail"] = "nas for 1h", ["outcome"] = "done",
            })
            .Concat(newest.Select(entry => entry!.DeepClone().AsObject())).TakeLast(last);
        return Answer(context, new JsonObject { ["entries"] = new JsonArray([.. entries]) });
    }

    public Task Verdict(HttpContext context) => Answer(context, BrokenFrom is { } line
        ? new JsonObject { ["holds"] = false, ["lines"] = line, ["brokenFrom"] = line, ["newest"] = "", ["sentence"] = $"The chain is broken from line {line} on: line {line - 1} was changed." }
        : JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "verdict.json")))!);

    private Task Answer(HttpContext context, JsonNode answer)
    {
        if (Trouble.Length > 0)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            answer = new JsonObject { ["title"] = "Failed", ["detail"] = Trouble };
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(JsonSerializerOptions.Web), context.RequestAborted);
    }
}
