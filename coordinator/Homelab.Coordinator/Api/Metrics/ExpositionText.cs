using System.Buffers;
using System.Globalization;
using System.Text;

namespace Homelab.Coordinator.Api.Metrics;

/// <summary>Prometheus's text format, version 0.0.4 (prometheus.io, "Exposition formats"). All samples of a family follow its head.</summary>
internal sealed class ExpositionText(IBufferWriter<byte> output)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _line = new();
    private readonly HashSet<string> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _samples = new(StringComparer.Ordinal);
    private string _family = "";

    /// <summary>False where the family was written before: a name may have one head only.</summary>
    public bool TryFamily(string name, string type, string help)
    {
        if (!_families.Add(name))
        {
            return false;
        }

        _family = name;
        _samples.Clear();
        if (help.Length > 0)
        {
            _line.Append("# HELP ").Append(name).Append(' ');
            Escape(help, quotes: false);
            _line.Append('\n');
        }

        _line.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        Flush();
        return true;
    }

    /// <summary>One sample of the present family; the same labels a second time are left out, since a scrape with both fails whole.</summary>
    public void Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _line.Append(_family);
        for (var i = 0; i < labels.Length; i++)
        {
            _line.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"");
            Escape(labels[i].Value, quotes: true);
            _line.Append('"');
        }

        _line.Append(labels.Length > 0 ? "}" : "");
        if (!_samples.Add(_line.ToString()))
        {
            _line.Clear();
            return;
        }

        _line.Append(' ').Append(Number(value)).Append('\n');
        Flush();
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private void Escape(string text, bool quotes)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => _line.Append("\\\\"),
                '\n' => _line.Append("\\n"),
                '"' when quotes => _line.Append("\\\""),
                _ => _line.Append(character),
            };
        }
    }

    private void Flush()
    {
        foreach (var chunk in _line.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, output);
        }

        _line.Clear();
    }
}
