package org.aitbc.starter.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses bodies of any type at once, which Spring fails on when it comes to read them. */
final class ConcreteTypes implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        if (type != null && type.indexOf('*') >= 0) {
            throw new HttpMediaTypeNotSupportedException("the type of a body has no wildcards");
        }
        return true;
    }
}
