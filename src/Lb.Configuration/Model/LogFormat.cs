namespace Lb.Configuration.Model;

/// <summary><c>format</c> of a log target (HAProxy manual, keyword <c>log</c>).</summary>
public enum LogFormat
{
    /// <summary>Syslog header of RFC 3164 without the name of the machine; HAProxy's default.</summary>
    Local,

    /// <summary>Syslog header of RFC 3164.</summary>
    Rfc3164,

    /// <summary>Syslog header of RFC 5424.</summary>
    Rfc5424,

    /// <summary>The message alone; usual on stdout.</summary>
    Raw,

    /// <summary><c>&lt;level&gt;</c> and the message, as journald reads it.</summary>
    Short,

    /// <summary><c>&lt;level&gt;</c>, an ISO time stamp and the message.</summary>
    Timed,

    /// <summary><c>&lt;facility and level&gt;</c> and the message.</summary>
    Priority,

    /// <summary>An ISO time stamp and the message.</summary>
    Iso,
}
